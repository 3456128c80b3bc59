"""What use cases ask of the world. Adapters and db fulfil these without importing them by name."""
