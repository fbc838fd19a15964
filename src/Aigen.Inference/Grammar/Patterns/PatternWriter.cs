namespace Aigen.Inference.Grammars;

/// <summary>Writes a pattern as an expression of the code points inside a JSON string.</summary>
internal sealed class PatternWriter(GrammarText text)
{
    public string Write(Pattern pattern) => string.Join(
        " | ", pattern.Ways.Select(way => $"{Anything(way.FromStart)} {Write(way.Node)} {Anything(way.ToEnd)}"));

    private string Anything(bool isAnchored) => isAnchored ? "" : $"{text.Shared(JsonGrammar.Character)}*";

    private string Write(PatternNode node) => node switch
    {
        PatternNode.One one => CharacterRules.Write(text, one.Set),
        PatternNode.Sequence { Parts.Count: 0 } => "\"\"",
        PatternNode.Sequence sequence => string.Join(' ', sequence.Parts.Select(Write)),
        PatternNode.Choice choice => text.Rule(string.Join(" | ", choice.Ways.Select(Write))),
        // A rule of its own, so that llama.cpp's parser counts one thing repeated and not all that it is made of.
        PatternNode.Repeat repeat => text.Repeat(text.Rule(Write(repeat.Part)), repeat.Least, repeat.Most),
        _ => throw new InvalidOperationException($"{node} is no part of a pattern"),
    };
}
