"""Every query of the KPIs: the cells that are kept, the lines at risk, the rows behind a figure."""
