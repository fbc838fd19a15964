using System.Globalization;

namespace Aigen.Inference.Jinja;

/// <summary>A whole number. Python's have no end; these take any that a schema names (up to 2^127), and what goes beyond is refused.</summary>
internal sealed class JinjaInteger(Int128 value) : JinjaValue
{
    public Int128 Value => value;

    public override string TypeName => "int";

    public override bool IsTrue => value != 0;

    public override void Write(TextBuilder text) => text.Append(value.ToString(CultureInfo.InvariantCulture));
}
