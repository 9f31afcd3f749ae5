"""A mathematics engine that shows its working and checks yours."""
