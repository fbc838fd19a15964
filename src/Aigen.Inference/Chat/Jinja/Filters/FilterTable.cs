namespace Aigen.Inference.Jinja;

/// <summary>What <c>a | b</c> can do.</summary>
internal static class FilterTable
{
    private static readonly Dictionary<string, Func<JinjaValue, Arguments, JinjaValue>> Filters = new(StringComparer.Ordinal)
    {
        ["abs"] = NumberFilters.Abs,
        ["attr"] = MappingFilters.Attr,
        ["batch"] = ListFilters.Batch,
        ["capitalize"] = TextFilters.Capitalize,
        ["center"] = TextFilters.Center,
        ["count"] = ListFilters.Length,
        ["d"] = Default,
        ["default"] = Default,
        ["dictsort"] = MappingFilters.DictSort,
        ["e"] = TextFilters.Escape,
        ["escape"] = TextFilters.Escape,
        ["first"] = ListFilters.First,
        ["float"] = NumberFilters.Float,
        ["forceescape"] = TextFilters.Escape,
        ["format"] = TextFilters.Format,
        ["from_json"] = JsonFilters.FromJson,
        ["groupby"] = MappingFilters.GroupBy,
        ["indent"] = TextFilters.Indent,
        ["int"] = NumberFilters.Int,
        ["items"] = MappingFilters.Items,
        ["join"] = TextFilters.Join,
        ["last"] = ListFilters.Last,
        ["length"] = ListFilters.Length,
        ["list"] = ListFilters.List,
        ["lower"] = TextFilters.Lower,
        ["map"] = SelectionFilters.Map,
        ["max"] = ListFilters.Max,
        ["min"] = ListFilters.Min,
        ["reject"] = (value, arguments) => SelectionFilters.Select(value, arguments, isWanted: false),
        ["rejectattr"] = (value, arguments) => SelectionFilters.SelectAttr(value, arguments, isWanted: false),
        ["replace"] = TextFilters.Replace,
        ["reverse"] = ListFilters.Reverse,
        ["round"] = NumberFilters.Round,
        // Marks a text that is not to be escaped, which chat templates never are.
        ["safe"] = TextFilters.ToText,
        ["select"] = (value, arguments) => SelectionFilters.Select(value, arguments, isWanted: true),
        ["selectattr"] = (value, arguments) => SelectionFilters.SelectAttr(value, arguments, isWanted: true),
        ["slice"] = ListFilters.Slices,
        ["sort"] = ListFilters.Sort,
        ["string"] = TextFilters.ToText,
        ["sum"] = NumberFilters.Sum,
        ["title"] = TextFilters.Title,
        ["tojson"] = JsonFilters.ToJson,
        ["trim"] = TextFilters.Trim,
        ["truncate"] = TextFilters.Truncate,
        ["unique"] = ListFilters.Unique,
        ["upper"] = TextFilters.Upper,
        ["wordcount"] = TextFilters.WordCount,
    };

    public static bool Has(string name) => Filters.ContainsKey(name);

    public static Func<JinjaValue, Arguments, JinjaValue> Get(string name) =>
        Filters.GetValueOrDefault(name) ?? throw new JinjaException($"the filter {name} is not known");

    private static JinjaValue Default(JinjaValue value, Arguments arguments) =>
        value is JinjaUndefined || (arguments.Flag(1, "boolean", false) && !value.IsTrue) ? arguments.Find(0, "default_value") ?? JinjaString.Empty : value;
}
