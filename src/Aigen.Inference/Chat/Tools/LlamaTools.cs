namespace Aigen.Inference;

/// <summary>Llama 3.1 to 3.3: a call is an answer that is JSON, one at a time.</summary>
internal sealed class LlamaTools : ToolFamily
{
    internal override string Trigger => "{\"name\": \"";

    internal override bool CallsBehindText => false;

    internal override string? Separator => null;

    internal override string Opening => "";

    internal override string Middle => "\", \"parameters\": ";

    internal override string Closing => "}";
}
