namespace Aigen.Inference;

/// <summary>
/// Hermes 2 and 3, Qwen 2.5 and 3, QwQ, Granite 4 and others that learnt it from them: a call is JSON in <c>&lt;tool_call&gt;</c>. The XML of Qwen 3 Coder
/// in the same tag is another family.
/// </summary>
internal sealed class HermesTools : ToolFamily
{
    internal override string Trigger => "<tool_call>";

    internal override bool CallsBehindText => true;

    internal override string Separator => "\n";

    internal override string Opening => "\n{\"name\": \"";

    internal override string Middle => "\", \"arguments\": ";

    internal override string Closing => "}\n</tool_call>";
}
