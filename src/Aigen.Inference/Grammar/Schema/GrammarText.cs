using System.Text;

namespace Aigen.Inference.Grammars;

/// <summary>A grammar while it is written. Equal rules are one.</summary>
internal sealed class GrammarText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _shared = [];
    private int _count;

    /// <summary>A name for a rule whose body comes later.</summary>
    public string Reserve() => $"r{++_count}";

    public void Define(string name, string body)
    {
        if (_text.Length + body.Length > SchemaLimits.Grammar)
            throw new SchemaRefusedException("", "", $"its grammar has more than {SchemaLimits.Grammar} characters");
        _text.Append(name).Append(" ::= ").Append(body).Append('\n');
    }

    /// <summary>The rule with this body.</summary>
    public string Rule(string body)
    {
        if (_names.TryGetValue(body, out var name)) return name;
        Define(_names[body] = name = Reserve(), body);
        return name;
    }

    /// <summary>A rule of JSON itself.</summary>
    public string Shared(string name)
    {
        _shared.Add(name);
        return name;
    }

    /// <summary>
    /// A rule, at least and at most so many times. From 1,000 on in blocks of 1,000, because llama.cpp's parser repeats nothing more than
    /// 2,000 times.
    /// </summary>
    public string Repeat(string rule, int least, int? most)
    {
        const int Block = 1000;
        if (most is null && least < Block) return least == 0 ? $"{rule}*" : $"{rule}{{{least},}}";
        if (most < Block) return least == most ? $"{rule}{{{least}}}" : $"{rule}{{{least},{most}}}";

        var block = Rule($"{rule}{{{Block}}}");
        var (leastBlocks, leastRest) = Math.DivRem(least, Block);
        if (most is null) return $"{Times(block, leastBlocks)} {rule}{{{leastRest},}}";
        var (mostBlocks, mostRest) = Math.DivRem(most.Value, Block);
        if (leastBlocks == mostBlocks) return $"{Times(block, leastBlocks)} {rule}{{{leastRest},{mostRest}}}";

        // As many blocks as the least has, as the most has, or a number between them.
        var ways = new List<string>
        {
            $"{Times(block, leastBlocks)} {rule}{{{leastRest},{Block - 1}}}",
            $"{Times(block, mostBlocks)} {rule}{{0,{mostRest}}}",
        };
        if (mostBlocks - leastBlocks > 1) ways.Add($"{block}{{{leastBlocks + 1},{mostBlocks - 1}}} {rule}{{0,{Block - 1}}}");
        return Rule(string.Join(" | ", ways));
    }

    /// <summary>The whole grammar, whose root is the given rule.</summary>
    public string Finish(string root)
    {
        var shared = JsonGrammar.Closure(_shared.Append(root)).Select(rule => $"{rule.Name} ::= {rule.Body}\n");
        return $"root ::= {root}\n{_text}{string.Concat(shared)}";
    }

    private static string Times(string rule, int times) => times == 0 ? "" : $"{rule}{{{times}}}";
}
