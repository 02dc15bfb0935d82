# Aliases only: everything is done by ./homeward.
.PHONY: help demo test check locks
help:  ; @./homeward
demo:  ; @./homeward demo
test:  ; @./homeward test
check: ; @./homeward check
# After changing dependencies in pyproject.toml. Lock files carry hashes and no download addresses.
locks:
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
# Competitors of benchmarks/tracing.py, and the extra spark.
	.venv/bin/python -m benchmarks.locked_environments --lock
