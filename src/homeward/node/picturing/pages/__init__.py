"""The pages by room: what the catalogue is made of."""
