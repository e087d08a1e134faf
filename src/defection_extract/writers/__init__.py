"""From records to formats."""
