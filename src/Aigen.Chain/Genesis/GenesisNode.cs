using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>One object of a genesis file; reading a bad field notes a fault and goes on with a placeholder.</summary>
internal sealed class GenesisNode(JsonElement element, string path, List<GenesisFault> faults)
{
    private bool IsObject => element.ValueKind == JsonValueKind.Object;

    public void OnlyKnown(params string[] names)
    {
        if (!IsObject)
        {
            faults.Add(new GenesisFault(path, "must be an object"));
            return;
        }

        foreach (var property in element.EnumerateObject().Where(property => !names.Contains(property.Name)))
        {
            faults.Add(new GenesisFault($"{path}.{property.Name}", $"is not known here; known are {string.Join(", ", names)}"));
        }
    }

    public string Text(string name) =>
        Find(name, JsonValueKind.String, "a text") is { } value ? value.GetString()! : string.Empty;

    public bool Flag(string name)
    {
        if (!TryFind(name, out var value))
        {
            return false;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fault(name, "must be true or false");
        return false;
    }

    /// <summary>A whole number, which may stand as decimal text.</summary>
    public ulong Number(string name, ulong minimum, ulong maximum)
    {
        if (!TryFind(name, out var value))
        {
            return minimum;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        if (ulong.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Fault(name, $"must be a whole number from {minimum} to {maximum}, is {value.GetRawText()}");
        return minimum;
    }

    public long SignedNumber(string name, long minimum, long maximum)
    {
        if (TryFind(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= minimum && number <= maximum)
            {
                return number;
            }

            Fault(name, $"must be a whole number from {minimum} to {maximum}, is {value.GetRawText()}");
        }

        return minimum;
    }

    public PublicKey PublicKey(string name)
    {
        if (Find(name, JsonValueKind.String, "a public key in hex") is { } value)
        {
            if (Primitives.PublicKey.TryParse(value.GetString(), out var key))
            {
                return key;
            }

            Fault(name, $"must be a public key, 32 bytes in hex ('aigen keys new' makes one), is {value.GetRawText()}");
        }

        return default;
    }

    public Address Address(string name)
    {
        if (Find(name, JsonValueKind.String, "an address") is { } value)
        {
            switch (Primitives.Address.Parse(value.GetString(), out var address))
            {
                case AddressParse.Ok:
                    return address;
                case AddressParse.WrongChecksum:
                    Fault(name, $"has a wrong EIP-55 checksum, should be {address}, is {value.GetRawText()}");
                    break;
                default:
                    Fault(name, $"must be an address, 20 bytes in hex ('aigen keys new' makes one), is {value.GetRawText()}");
                    break;
            }
        }

        return default;
    }

    public GenesisNode Object(string name) =>
        TryFind(name, out var value) ? new GenesisNode(value, $"{path}.{name}", faults) : new GenesisNode(default, $"{path}.{name}", []);

    public IReadOnlyList<T> List<T>(string name, int minimumLength, Func<GenesisNode, T> read)
    {
        if (Find(name, JsonValueKind.Array, "a list") is not { } value)
        {
            return [];
        }

        if (value.GetArrayLength() < minimumLength)
        {
            Fault(name, $"must have at least {minimumLength} entry");
        }

        return [.. value.EnumerateArray().Select((item, i) => read(new GenesisNode(item, $"{path}.{name}[{i}]", faults)))];
    }

    private JsonElement? Find(string name, JsonValueKind kind, string expected)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Fault(name, $"must be {expected}, is {value.GetRawText()}");
        return null;
    }

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        if (!IsObject)
        {
            return false;
        }

        if (element.TryGetProperty(name, out value))
        {
            return true;
        }

        Fault(name, "is missing");
        return false;
    }

    private void Fault(string name, string message) => faults.Add(new GenesisFault($"{path}.{name}", message));
}
