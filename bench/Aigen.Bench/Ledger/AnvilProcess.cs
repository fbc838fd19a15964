using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Aigen.Bench;

/// <summary>Foundry's anvil on a free port, until it is disposed.</summary>
internal sealed class AnvilProcess : IAsyncDisposable
{
    private readonly Process _process;

    private AnvilProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <param name="options">Beside the accounts and a block that is large enough for whatever waits.</param>
    public static async Task<AnvilProcess> StartAsync(string program, int accounts, params string[] options)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "--host", "127.0.0.1", "--port", port, "--accounts", accounts.ToString(CultureInfo.InvariantCulture), "--gas-limit", "10000000000",
            "--no-request-size-limit", .. options,
        ];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new AnvilProcess(process, $"http://127.0.0.1:{port}");
            }
        }

        throw new InvalidOperationException($"{program} ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
