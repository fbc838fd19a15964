namespace Aigen.Inference;

/// <summary>What became of a request at the queue's door.</summary>
internal enum EnqueueResult
{
    Added,
    Full,
    Closed,
}
