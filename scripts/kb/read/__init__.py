"""Files into typed objects, and what is wrong with them, each with its place. Reading never raises on content."""
