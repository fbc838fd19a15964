namespace Aigen.Storage;

/// <summary>A store as it was at one moment. Short-lived: while it is open, nothing that it sees can be freed.</summary>
public interface IStoreSnapshot : IStoreReader, IDisposable;
