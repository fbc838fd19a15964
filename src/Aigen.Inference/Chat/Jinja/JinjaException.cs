namespace Aigen.Inference.Jinja;

/// <summary>What a template does cannot be done; the message is one sentence.</summary>
internal class JinjaException(string message) : Exception(message);
