"""How a demonstration keeps its passwords: they stand on its sign-in page, so slow hashing would guard nothing.

Real nodes keep Django's own hasher; `settings` chooses this one where `node.toml` says `demo = true`, and nowhere else.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ShownPasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds, under a name of its own."""

    algorithm = "pbkdf2_sha256_shown"
    iterations = 1_000
