"""One folder per outside system, all alike: what comes in becomes the import format's tables."""
