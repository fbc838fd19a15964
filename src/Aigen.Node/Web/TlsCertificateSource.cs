using Aigen.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Web;

/// <summary>The certificate as its files have it now: one that was renewed is used from the next connection on.</summary>
internal sealed class TlsCertificateSource
{
    // The files are looked at with a connection, and no more often than this.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TlsFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private TlsCertificate _current;
    private DateTime _changed;
    private long _looked;

    /// <exception cref="NodeStartException">There is no good certificate to begin with.</exception>
    public TlsCertificateSource(TlsFiles files, TimeProvider time, ILogger log)
    {
        (_files, _time, _log) = (files, time, log);
        (_changed, _looked) = (LastChange(), time.GetTimestamp());
        _current = TlsCertificate.Load(files);
        Report();
    }

    public TlsCertificate Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_looked) >= LookInterval)
                {
                    _looked = _time.GetTimestamp();
                    Look();
                }

                return _current;
            }
        }
    }

    private void Look()
    {
        var changed = LastChange();
        if (changed == _changed)
        {
            return;
        }

        _changed = changed;
        try
        {
            _current = TlsCertificate.Load(_files);
            Report();
        }
        catch (NodeStartException e)
        {
            // It may be written just now; the next change is looked at again.
            _log.LogError("The certificate was changed and cannot be used, the one before stays: {Reason}", e.Message);
        }
    }

    private DateTime LastChange() => _files.All.Max(File.GetLastWriteTimeUtc);

    private void Report()
    {
        var own = _current.Own;
        if (_current.FindFault(_time.GetUtcNow()) is { } fault)
        {
            _log.LogWarning("The certificate of {Subject} in {File} {Fault}: clients will refuse it", own.Subject, _files.Certificate, fault);
        }
        else
        {
            _log.LogInformation("TLS with the certificate of {Subject}, good until {Until:yyyy-MM-dd}", own.Subject, own.NotAfter);
        }
    }
}
