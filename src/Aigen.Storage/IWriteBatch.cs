namespace Aigen.Storage;

/// <summary>Changes that reach the store together. Many of a column are written in half the time where they come in the order of their keys.</summary>
public interface IWriteBatch : IDisposable
{
    void Put(Column column, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    void Delete(Column column, ReadOnlySpan<byte> key);
}
