using System.Text;

namespace Aigen.Fuzz;

/// <summary>Calls of every method, as JSON text, in every form and mostly with something about them that is not what it should be.</summary>
/// <param name="now">The node's time, in Unix seconds.</param>
internal sealed class BentCalls(Random random, long now)
{
    /// <summary>An access token in its form, which no node has given.</summary>
    public const string UnknownToken = "aigen-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    // More than a usual limit.
    private const int LongBatch = 120;

    private readonly BentTransactions _transactions = new(random, now);
    private int _id;

    /// <summary>A whole body.</summary>
    public byte[] NextBody()
    {
        var text = random.Next(40) switch
        {
            0 => OddValues.Any(random),
            <= 2 => Batch(),
            <= 4 => _transactions.Next(),
            _ => NextCall(),
        };
        var body = Encoding.UTF8.GetBytes(text);
        return random.Next(6) == 0 ? ByteMutation.Bend(body, random) : body;
    }

    /// <summary>Whether a body may end the access token that comes with it, and so all that others would do with it.</summary>
    public static bool Revokes(byte[] body) => body.AsSpan().IndexOf("revoke"u8) >= 0;

    public string NextCall()
    {
        var call = ExampleCall.Any(random);
        List<(string Name, string Json)> fields = [.. call.Fields];
        for (var bends = random.Next(4); bends > 0; bends--) Bend(fields);
        List<(string Name, string Json)> members =
            [("jsonrpc", "\"2.0\""), ("id", Id()), ("method", $"\"{call.Method.Name}\""), ("params", Parameters(call, fields))];
        if (random.Next(16) == 0) Bend(members);
        return Named(members);
    }

    private string Batch()
    {
        var count = random.Next(20) switch { 0 => 0, 1 => LongBatch, _ => random.Next(1, 8) };
        return $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? OddValues.Any(random) : NextCall()))}]";
    }

    private string Id() => random.Next(16) switch
    {
        0 => OddValues.Any(random),
        1 => $"\"{++_id}\"",
        2 => "null",
        _ => $"{++_id}",
    };

    // By position, by name, by name in an array, and in the envelope.
    private string Parameters(ExampleCall call, List<(string Name, string Json)> fields)
    {
        var envelope = call.Method.Envelope;
        return random.Next(16) switch
        {
            0 => OddValues.Any(random),
            <= 2 => $"[{Named(fields)}]",
            <= 5 when envelope is not null => $"{{\"{envelope}\":{Named(fields)}}}",
            <= 7 when envelope is null => $"[{string.Join(',', fields.Select(field => field.Json))}]",
            8 => Nested(Named(fields), random.Next(70)),
            _ => Named(fields),
        };
    }

    private void Bend(List<(string Name, string Json)> fields)
    {
        var at = random.Next(fields.Count + 1);
        if (at == fields.Count)
        {
            fields.Add(("extra", OddValues.Any(random)));
            return;
        }

        var (name, json) = fields[at];
        switch (random.Next(24))
        {
            case 0: fields.Add(fields[at]); break;
            case <= 3: fields.RemoveAt(at); break;
            case <= 5: fields[at] = (name.ToUpperInvariant(), json); break;
            case <= 7: fields[at] = (name[..^1], json); break;
            case <= 9: fields[at] = (name, $"[{json}]"); break;
            case <= 11: fields[at] = (name, json is ['"', >= '1' and <= '9', ..] ? json[1..^1] : $"\"{json.Replace("\"", "\\\"", StringComparison.Ordinal)}\""); break;
            default: fields[at] = (name, OddValues.Any(random)); break;
        }
    }

    private static string Nested(string json, int depth) => $"{new string('[', depth)}{json}{new string(']', depth)}";

    private static string Named(List<(string Name, string Json)> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Json}"))}}}";
}
