"""The approval kernel: chains, guards, routing, the one writer `decide()`, and the trail."""
