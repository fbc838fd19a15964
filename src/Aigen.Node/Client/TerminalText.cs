using System.Text;
using Spectre.Console;

namespace Aigen.Node.Client;

/// <summary>Text on its way to a terminal.</summary>
internal static class TerminalText
{
    // Spectre breaks lines at the width it believes in; where lines are read by programs, and in chats, nothing may break them.
    private const int Unbroken = 1 << 20;

    /// <summary>Without control characters: what a model, a reason or a name holds must not move the cursor or retitle the window.</summary>
    public static string Clean(string text, bool keepNewlines)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) || (keepNewlines && c is '\n' or '\t'))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>A line beside the point: dim on a terminal, plain elsewhere.</summary>
    public static void WriteDimLine(TextWriter output, string line)
    {
        WriteDim(output, line);
        output.WriteLine();
    }

    /// <summary>The same of a part of a line, or of several.</summary>
    public static void WriteDim(TextWriter output, string text)
    {
        var target = new AnsiConsoleOutput(output);

        // Left to itself, Spectre goes by TERM and styles what is redirected too.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = target, Ansi = target.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        console.Profile.Width = Unbroken;
        console.Write(new Text(text, new Style(decoration: Decoration.Dim)));
    }
}
