using Aigen.Chain;
using Aigen.Crypto;

namespace Aigen.Node.Hosting;

/// <summary>The key that signs this node's blocks and receipts.</summary>
internal static class ProducerKey
{
    public static SigningKey Load(NodeOptions options, ChainSpec spec)
    {
        var key = Read(options, spec);
        return spec.FindProducer(key.PublicKey) is not null
            ? key
            : throw new NodeStartException($"the producer key {key.PublicKey} is not among the producers of network {spec.Network}");
    }

    private static SigningKey Read(NodeOptions options, ChainSpec spec)
    {
        if (options.ProducerKeyFile is not { } file)
        {
            return spec.IsDevelopment
                ? DevelopmentKeys.Producer
                : throw new NodeStartException($"network {spec.Network} needs --producer-key FILE, a key that its genesis file lists ('aigen keys new' makes one)");
        }

        try
        {
            return KeyFile.Load(file);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"--producer-key: {e.Message}");
        }
    }
}
