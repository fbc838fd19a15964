namespace Aigen.Node.Store;

/// <summary>A model cannot be fetched or kept; the message says what to do about it.</summary>
internal sealed class ModelStoreException(string message) : Exception(message);
