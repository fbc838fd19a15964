using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen keys</c>: makes and shows wallets. Needs no node.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "The new file; one that exists is never overwritten.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "./aigen-key.json",
    };

    private static readonly Argument<string> Key = new("FILE|dev:N") { Description = $"The key: {KeyReference.Expected}." };

    private static readonly Argument<PublicKey> PublicKeyArgument = new("PUBLICKEY")
    {
        Description = "An Ed25519 public key, 32 bytes in hex.",
        CustomParser = Values.Reader<PublicKey>("32 bytes in hex", TryReadPublicKey),
    };

    public static Command Create(ClientWorld world) => new("keys", "Makes and shows wallets; needs no node.")
    {
        ClientCommand.Offline(
            "new", "Makes a new key in a file that only you may read, and prints its address and public key.", world, NewAsync, Out,
            ClientOptions.Json),
        ClientCommand.Offline(
            "show", "Prints the address and the public key of a key, never the secret.", world, ShowAsync, Key, ClientOptions.Json),
        ClientCommand.Offline(
            "address", "Prints the address of a public key.", world,
            run => run.Output.WriteLineAsync(run.Get(PublicKeyArgument).Address.ToString()), PublicKeyArgument),
    };

    private static Task NewAsync(ClientRun run)
    {
        var (path, key) = (run.Get(Out)!, SigningKey.Generate());
        try
        {
            KeyFile.Create(path, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                File.Exists(path) ? $"{path} exists already and may hold the only copy of a key: name another with --out" : e.Message);
        }

        return run.PrintAsync(Describe(key, path));
    }

    private static Task ShowAsync(ClientRun run)
    {
        var reference = KeyReference.Load(run.Get(Key));
        return run.PrintAsync(Describe(reference.Key, reference.Text));
    }

    private static JsonObject Describe(SigningKey key, string source) => new()
    {
        ["key"] = source,
        ["address"] = key.Address.ToString(),
        ["public_key"] = key.PublicKey.ToString(),
    };

    private static bool TryReadPublicKey(string text, out PublicKey key) => PublicKey.TryParse(text, out key);
}
