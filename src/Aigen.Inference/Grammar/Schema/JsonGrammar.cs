namespace Aigen.Inference.Grammars;

/// <summary>The rules of JSON. White space is bounded, numbers have as many digits as a double keeps, and lone surrogates have no escape.</summary>
internal static class JsonGrammar
{
    /// <summary>What stands between the tokens of JSON: nothing, a space, or a line break and an indent.</summary>
    public const string Space = "ws";

    /// <summary>One code point in a string.</summary>
    public const string Character = "char";

    public const string AnyValue = "value";

    public const string AnyObject = "object";

    public const string AnyArray = "array";

    public const string AnyString = "string";

    public const string AnyNumber = "number";

    public const string AnyInteger = "integer";

    /// <summary>Each rule, and the rules that it needs.</summary>
    private static readonly Dictionary<string, (string Body, string[] Needs)> Rules = new()
    {
        [Space] = ("(\" \" | \"\\n\" [ ]{0,20})?", []),
        ["hex"] = ("[0-9a-fA-F]", []),
        ["unicode"] = (
            "[0-9a-cA-CefEF] hex hex hex | [dD] [0-7] hex hex | [dD] [89abAB] hex hex \"\\\\u\" [dD] [c-fC-F] hex hex", ["hex"]),
        [Character] = ("[^\"\\\\\\x00-\\x1F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" unicode)", ["unicode"]),
        [AnyString] = ("\"\\\"\" char* \"\\\"\"", [Character]),
        [AnyInteger] = ("\"0\" | \"-\"? [1-9] [0-9]{0,15}", []),
        [AnyNumber] = ("\"-\"? (\"0\" | [1-9] [0-9]{0,15}) (\".\" [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?", []),
        [AnyValue] = ("object | array | string | number | \"true\" | \"false\" | \"null\"", [AnyObject, AnyArray, AnyString, AnyNumber]),
        ["member"] = ("string \":\" ws value", [AnyString, Space, AnyValue]),
        [AnyObject] = ("\"{\" ws (member (\",\" ws member)* ws)? \"}\"", [Space, "member"]),
        [AnyArray] = ("\"[\" ws (value (\",\" ws value)* ws)? \"]\"", [Space, AnyValue]),
    };

    /// <summary>The grammar of any object.</summary>
    public static string Object { get; } = new GrammarText().Finish(AnyObject);

    public static bool Has(string rule) => Rules.ContainsKey(rule);

    /// <summary>The rule, and all that it needs.</summary>
    public static IEnumerable<(string Name, string Body)> Closure(IEnumerable<string> names)
    {
        var open = new Stack<string>(names.Where(Has));
        var seen = new HashSet<string>();
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name)) continue;
            yield return (name, Rules[name].Body);
            foreach (var need in Rules[name].Needs) open.Push(need);
        }
    }
}
