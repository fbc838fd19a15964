namespace Aigen.Inference.Jinja;

/// <summary>What <c>a is b</c> can ask.</summary>
internal static class TestTable
{
    private static readonly Dictionary<string, Func<JinjaValue, Arguments, bool>> Tests = new(StringComparer.Ordinal)
    {
        ["defined"] = (value, _) => value is not JinjaUndefined,
        ["undefined"] = (value, _) => value is JinjaUndefined,
        ["none"] = (value, _) => value is JinjaNone,
        ["true"] = (value, _) => value == JinjaBoolean.True,
        ["false"] = (value, _) => value == JinjaBoolean.False,
        ["boolean"] = (value, _) => value is JinjaBoolean,
        ["integer"] = (value, _) => value is JinjaInteger,
        ["float"] = (value, _) => value is JinjaFloat,
        ["number"] = (value, _) => Number.Of(value) is not null,
        ["string"] = (value, _) => value is JinjaString,
        ["mapping"] = (value, _) => value is JinjaDict,
        ["sequence"] = (value, _) => value is JinjaString or JinjaList or JinjaDict or JinjaUndefined,
        ["iterable"] = (value, _) => value is JinjaString or JinjaList or JinjaDict or JinjaUndefined,
        ["callable"] = (value, _) => value is JinjaCallable or JinjaUndefined,
        ["escaped"] = (_, _) => false,
        ["sameas"] = (value, arguments) => IsSame(value, arguments.Required(0, "other")),
        ["odd"] = (value, _) => Remainder(value, 2) == 1,
        ["even"] = (value, _) => Remainder(value, 2) == 0,
        ["divisibleby"] = (value, arguments) => Remainder(value, arguments.Required(0, "num")) == 0,
        ["lower"] = (value, arguments) => HasCase(value, arguments, isUpper: false),
        ["upper"] = (value, arguments) => HasCase(value, arguments, isUpper: true),
        ["filter"] = (value, _) => value is JinjaString name && FilterTable.Has(name.Value),
        ["test"] = (value, _) => value is JinjaString name && Has(name.Value),
        ["in"] = Compare("in"),
        ["=="] = Compare("=="),
        ["eq"] = Compare("=="),
        ["equalto"] = Compare("=="),
        ["!="] = Compare("!="),
        ["ne"] = Compare("!="),
        [">"] = Compare(">"),
        ["gt"] = Compare(">"),
        ["greaterthan"] = Compare(">"),
        [">="] = Compare(">="),
        ["ge"] = Compare(">="),
        ["<"] = Compare("<"),
        ["lt"] = Compare("<"),
        ["lessthan"] = Compare("<"),
        ["<="] = Compare("<="),
        ["le"] = Compare("<="),
    };

    public static Func<JinjaValue, Arguments, bool> Get(string name) =>
        Tests.GetValueOrDefault(name) ?? throw new JinjaException($"the test {name} is not known");

    private static bool Has(string name) => Tests.ContainsKey(name);

    private static Func<JinjaValue, Arguments, bool> Compare(string comparison) =>
        (value, arguments) => ComparisonExpression.Holds(comparison, value, arguments.Required(0, "other"), arguments.Rendering);

    private static Int128 Remainder(JinjaValue value, JinjaValue by) =>
        Number.WholeOf(by) is { } divisor && divisor != 0 ? Remainder(value, divisor) : throw new JinjaException("divisibleby needs a whole number other than 0");

    private static Int128 Remainder(JinjaValue value, Int128 divisor) =>
        Number.WholeOf(value) is { } whole ? Int128.Abs(whole % divisor) : throw new JinjaException($"a {value.TypeName} is no whole number");

    private static bool IsSame(JinjaValue one, JinjaValue other) =>
        ReferenceEquals(one, other) || (one.GetType() == other.GetType() && KeyComparer.IsKey(one) && KeyComparer.Instance.Equals(one, other));

    private static bool HasCase(JinjaValue value, Arguments arguments, bool isUpper)
    {
        var letters = value.ToText(arguments.Rendering).Value.Where(char.IsLetter).ToList();
        return letters.Exists(isUpper ? char.IsUpper : char.IsLower) && !letters.Exists(isUpper ? char.IsLower : char.IsUpper);
    }
}
