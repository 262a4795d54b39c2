"""The public AdventureWorks sample of a bicycle maker, cut at a day and moved so that the day is today."""
