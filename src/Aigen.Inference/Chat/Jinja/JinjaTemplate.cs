namespace Aigen.Inference.Jinja;

/// <summary>
/// A template in the part of Jinja that model authors use, as their own renderers run it (trim_blocks, lstrip_blocks, loop controls). Safe to use
/// from any thread. It ends within <see cref="JinjaLimits"/>, whatever it is.
/// </summary>
internal sealed class JinjaTemplate
{
    private readonly Block _body;

    private JinjaTemplate(Block body) => _body = body;

    /// <exception cref="JinjaSyntaxException">It is none.</exception>
    public static JinjaTemplate Parse(string source) => new(StatementParser.Parse(source));

    /// <summary>Runs it.</summary>
    /// <param name="variables">What it finds there.</param>
    /// <exception cref="TemplateRefusal">It refuses them.</exception>
    /// <exception cref="JinjaException">It does what cannot be done, or too much.</exception>
    public TrackedText Render(IEnumerable<KeyValuePair<string, JinjaValue>> variables)
    {
        var rendering = new Rendering();
        var scope = new Scope(rendering);
        foreach (var (name, value) in variables) scope.Set(name, value);
        try
        {
            var text = new TextBuilder(rendering);
            _body.Run(scope, text);
            return text.ToText();
        }
        catch (JinjaException refused) when (refused is not TemplateRefusal)
        {
            throw new JinjaException($"line {rendering.Line}: {refused.Message}");
        }
    }
}
