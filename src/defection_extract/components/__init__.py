"""The stages of the pipeline: one file or folder a component, in the order of pipeline.py."""
