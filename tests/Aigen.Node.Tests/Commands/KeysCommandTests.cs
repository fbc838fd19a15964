using Aigen.Crypto;
using Aigen.Node.Tests.Client;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Tests.Commands;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task New_ThenShow_TellsTheSameKeyAndNeverTheSecret()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("key.json");

        var made = (await CommandRun.OfflineAsync("keys", "new", "--out", path)).Succeeded();
        var shown = (await CommandRun.OfflineAsync("keys", "show", path)).Succeeded();

        Assert.Equal(made.Output, shown.Output);
        Assert.Equal(KeyFile.Load(path).Address.ToString(), made["address"]);
        Assert.DoesNotContain(Hex.Encode(KeyFile.Load(path).Seed)[2..], made.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_File_IsItsOwnersAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("key.json");

        (await CommandRun.OfflineAsync("keys", "new", "--out", path)).Succeeded();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task New_FileThatExists_IsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("key.json", "precious");

        var result = await CommandRun.OfflineAsync("keys", "new", "--out", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("exists already", result.Error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Address_OfThePublicKeyOfTheSpecification_IsItsAddress()
    {
        var result = await CommandRun.OfflineAsync("keys", "address", "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");

        Assert.Equal("0x97B1C813eae702332BA3Eaa1625f942C5472626D\n", result.Succeeded().Output);
    }

    [Fact]
    public async Task Address_OfSomethingElse_SaysWhatIsExpected()
    {
        var result = await CommandRun.OfflineAsync("keys", "address", "0x12");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("PUBLICKEY is '0x12', expected 32 bytes in hex.", result.Error, StringComparison.Ordinal);
    }
}
