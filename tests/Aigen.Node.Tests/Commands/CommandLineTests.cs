using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Aigen.Node.Client;
using Aigen.Node.Commands;
using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public void Create_EveryCommandAndOption_IsDescribed()
    {
        var root = CommandLine.Create(new ClientWorld(TextReader.Null, IsInteractive: false, TimeProvider.System));

        Assert.Empty(Symbols(root).Where(symbol => string.IsNullOrWhiteSpace(symbol.Description)).Select(symbol => symbol.Name));
    }

    [Fact]
    public async Task Invoke_NoNode_SaysHowToStartOne()
    {
        var address = FreeAddress();

        var result = await CommandRun.OfflineAsync("chain", "info", "--rpc", address);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal($"aigen: no node answers at {address}; start one with ./aigen node --dev\n", result.Error);
    }

    [Fact]
    public async Task Invoke_NoNodeOverWebSocket_SaysHowToStartOne()
    {
        var address = FreeAddress();

        var result = await CommandRun.OfflineAsync("chat", "hello", "--rpc", address);

        Assert.Equal($"aigen: no node answers at {address}; start one with ./aigen node --dev\n", result.Error);
    }

    [Theory]
    [InlineData("--rpc '9944' is not an http or https address", "chain", "info", "--rpc", "9944")]
    [InlineData("--amount is '-1', expected a whole number from 0 to 18446744073709551615.", "tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "-1")]
    [InlineData("--temperature is '3', expected a number from 0 to 2.", "chat", "hello", "--temperature", "3")]
    [InlineData("--pay needs --key", "chat", "hello", "--pay", "1")]
    [InlineData("Option '--key' is required", "tx", "send")]
    [InlineData("See ./aigen tx --help", "tx", "bogus")]
    [InlineData("--slow-subscriber is 'wait', expected disconnect or lag.", "node", "--dev", "--slow-subscriber", "wait")]
    [InlineData("--ping-interval is '0', expected 1 to 3,600 seconds.", "node", "--dev", "--ping-interval", "0")]
    public async Task Invoke_Mistyped_IsRefusedOnStandardErrorAlone(string refusal, params string[] arguments)
    {
        var result = await CommandRun.OfflineAsync(arguments);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(refusal, result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<Symbol> Symbols(Command command) =>
        [command, .. command.Options, .. command.Arguments, .. command.Subcommands.SelectMany(Symbols)];

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
