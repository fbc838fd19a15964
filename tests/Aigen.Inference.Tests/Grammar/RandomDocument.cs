using System.Text;
using Aigen.Inference.Grammars;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>Texts of a grammar, by chance: what a model without any sense would write.</summary>
internal static class RandomDocument
{
    /// <summary>A text of the grammar; null where chance did not come to an end.</summary>
    public static string? Write(GrammarProgram program, Random random, int longest = 400)
    {
        var matcher = new GrammarMatcher(program);
        var state = matcher.Start();
        var text = new StringBuilder();
        while (text.Length < longest)
        {
            if (state.MayEnd && (state.Threads.Length == 0 || random.Next(3) > 0)) return text.ToString();
            var thread = state.Threads[random.Next(state.Threads.Length)];
            var codePoint = Pick(program.Sets[program.Elements[thread.Position]], random);
            text.Append(new Rune(codePoint));
            state = matcher.Next(matcher.BeginToken(state), codePoint)!;
        }

        return null;
    }

    private static int Pick(CodePointSet set, Random random)
    {
        var (first, last) = set.Ranges[random.Next(set.Ranges.Count)];
        // Near the ends of ranges is where mistakes are.
        var codePoint = random.Next(4) switch
        {
            0 => first,
            1 => last,
            _ => random.Next(first, Math.Min(last, first + 200) + 1),
        };
        return Rune.IsValid(codePoint) ? codePoint : first;
    }
}
