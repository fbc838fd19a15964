namespace Aigen.Inference.Jinja;

/// <summary>The template itself refuses the messages (raise_exception); the message is its own sentence.</summary>
internal sealed class TemplateRefusal(string message) : JinjaException(message);
