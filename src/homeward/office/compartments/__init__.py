"""Sealed notes for named readers. Not built yet: the room is kept for reception and protection."""
