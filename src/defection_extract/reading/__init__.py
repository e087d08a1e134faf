"""Reading events: what a trigger and its surroundings tell, weighed by small learned models."""
