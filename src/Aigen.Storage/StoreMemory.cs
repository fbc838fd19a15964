namespace Aigen.Storage;

/// <summary>What a store holds in memory that no garbage collector sees, in bytes.</summary>
/// <param name="Writes">What was written and is in no file yet.</param>
/// <param name="Cache">Parts of files that were read, for whoever reads them again.</param>
/// <param name="Indexes">Where in the files what is, and what is not there.</param>
public readonly record struct StoreMemory(ulong Writes, ulong Cache, ulong Indexes);
