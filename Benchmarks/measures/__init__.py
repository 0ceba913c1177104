"""What `Benchmarks/run` measures, a module for each part."""
