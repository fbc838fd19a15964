using System.Globalization;
using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The fields of a JSON payload; a bad one throws <see cref="PayloadException"/> with its name and what was expected.</summary>
internal sealed class PayloadReader(JsonElement root, Address sender)
{
    public bool Has(string name) => root.TryGetProperty(name, out _);

    public string Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new PayloadException($"payload needs {name} as text");

    public ulong Number(string name, ulong minimum, ulong maximum) => OptionalNumber(name, minimum, maximum)
        ?? throw new PayloadException($"payload needs {name}, a whole number from {minimum} to {maximum}");

    public ulong? OptionalNumber(string name, ulong minimum, ulong maximum)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

        // The parser of the runtime overlooks NUL characters at the end.
        var isNumber = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !text.EndsWith('\0');
        return isNumber && number >= minimum && number <= maximum
            ? number
            : throw new PayloadException($"payload's {name} is {value.GetRawText()}, expected a whole number from {minimum} to {maximum}");
    }

    /// <summary>The wallet that the call is for, which is the sender where the payload does not say.</summary>
    public Address User()
    {
        if (!Has("user_address"))
        {
            return sender;
        }

        var text = Text("user_address");
        return Address.TryParse(text, out var address) ? address : throw new PayloadException($"payload's user_address '{text}' is not an address");
    }
}

internal sealed class PayloadException(string message) : Exception(message);
