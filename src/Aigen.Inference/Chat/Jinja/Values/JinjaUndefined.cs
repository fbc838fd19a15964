namespace Aigen.Inference.Jinja;

/// <summary>What is not there: empty where it is written or looped over, and refused where anything else is done with it.</summary>
/// <param name="reason">Why, for whoever needs it.</param>
internal sealed class JinjaUndefined(string reason) : JinjaValue
{
    public string Reason => reason;

    public override string TypeName => "undefined value";

    public override bool IsTrue => false;

    public override int? Length => 0;

    public override void Write(TextBuilder text)
    {
    }

    public override void WriteQuoted(TextBuilder text) => text.Append("Undefined");

    public override IReadOnlyList<JinjaValue> Members(Rendering rendering) => [];
}
