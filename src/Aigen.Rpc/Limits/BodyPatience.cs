using System.IO.Pipelines;

namespace Aigen.Rpc.Limits;

/// <summary>Gives the reading of a body up that takes too long: the read that waits then ends, cancelled.</summary>
internal sealed class BodyPatience : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenRegistration _cancelling;

    public BodyPatience(PipeReader reader, TimeSpan limit)
    {
        _timer = new CancellationTokenSource(limit);
        _cancelling = _timer.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), reader);
    }

    /// <summary>Nothing is cancelled from here on; false where something was, so that the connection is of no more use.</summary>
    public bool TryEnd()
    {
        // Waits where the callback runs just now.
        _cancelling.Dispose();
        return !_timer.IsCancellationRequested;
    }

    public void Dispose()
    {
        _cancelling.Dispose();
        _timer.Dispose();
    }
}
