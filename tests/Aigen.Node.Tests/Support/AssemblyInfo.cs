// Every class has a node of its own and spends most of its time waiting for a block, not computing.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]
