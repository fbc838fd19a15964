using Aigen.Inference.Grammars;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>Runs the engine's matcher over a whole text.</summary>
internal static class Matching
{
    public static bool Matches(GrammarProgram program, string text) => Follow(program, text) is { MayEnd: true };

    public static bool Matches(string grammar, string text) => Matches(GbnfParser.Parse(grammar), text);

    /// <summary>Whether some text of the grammar begins so.</summary>
    public static bool IsBeginning(GrammarProgram program, string text) => Follow(program, text) is not null;

    private static GrammarState? Follow(GrammarProgram program, string text)
    {
        var matcher = new GrammarMatcher(program);
        GrammarState? state = matcher.Start();
        foreach (var rune in text.EnumerateRunes())
        {
            state = matcher.BeginToken(state);
            state = matcher.Next(state, rune.Value);
            if (state is null) return null;
        }

        return state;
    }
}
