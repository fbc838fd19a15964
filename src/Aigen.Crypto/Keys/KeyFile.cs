using System.Text.Json;
using System.Text.Json.Serialization;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Crypto;

/// <summary>A secret key on disk: JSON with the seed in hex, readable by its owner alone.</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file; an existing one is never overwritten, since it may hold the only copy of a key.</summary>
    public static void Create(string path, SigningKey key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using var stream = new FileStream(path, options);
        var content = new KeyFileContent(key.Address.ToString(), key.PublicKey.ToString(), Hex.Encode(key.Seed));
        JsonSerializer.Serialize(stream, content, KeyFileJson.Default.KeyFileContent);
        stream.WriteByte((byte)'\n');
        stream.Flush(flushToDisk: true);
    }

    /// <exception cref="InvalidDataException">The file is no key file; the message names it and the fault.</exception>
    public static SigningKey Load(string path)
    {
        KeyFileContent? content;
        try
        {
            using var stream = File.OpenRead(path);
            content = JsonSerializer.Deserialize(stream, KeyFileJson.Default.KeyFileContent);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a key file: {e.Message}", e);
        }

        if (!SigningKey.TryParse(content?.SecretSeed, out var key))
        {
            throw new InvalidDataException($"{path} is not a key file: secret_seed must be {Ed25519.SeedLength} bytes in hex.");
        }

        return key!.PublicKey.ToString() == content!.PublicKey
            ? key
            : throw new InvalidDataException($"{path} is damaged: its seed makes {key.PublicKey}, its public_key says {content.PublicKey}.");
    }
}

internal sealed record KeyFileContent(
    [property: JsonPropertyName("address")] string Address,
    [property: JsonPropertyName("public_key")] string PublicKey,
    [property: JsonPropertyName("secret_seed")] string SecretSeed);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(KeyFileContent))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
