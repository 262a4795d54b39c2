"""One module per screen: a root component that asks the gateway through hooks and arranges components."""
