"""The terminal app: the only rooms that know Textual and Rich."""
