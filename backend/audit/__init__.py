"""Who did what and when, written with the thing itself and never altered."""
