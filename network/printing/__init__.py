"""Long papers: asked for, made by the task queue, left alone meanwhile, and taken when they are ready."""
