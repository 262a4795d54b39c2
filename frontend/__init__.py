"""The screens: pages, components, islands and the static shell; knows the shared words only."""
