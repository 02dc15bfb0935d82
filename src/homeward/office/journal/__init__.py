"""The frame every action runs in; the append-only record of every act and every look."""
