namespace Aigen.Node.Tests.Client;

/// <summary>Tells when something was written.</summary>
internal sealed class SignallingWriter(Action<string> written) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        written(value ?? "");
    }

    public override async Task WriteAsync(string? value)
    {
        await base.WriteAsync(value);
        written(value ?? "");
    }

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        written(value ?? "");
    }
}
