using System.Text.Json;
using Aigen.Fuzz;

namespace Aigen.Node.Tests.Fuzz.WebSockets;

/// <summary>Messages that were sent, and answers to them, which come in any order. Some have the same id, or none: then each answer must fit one of them.</summary>
internal sealed class DueAnswers
{
    private readonly Dictionary<string, Group> _groups = [];

    /// <summary>Answers that have not come.</summary>
    public int Count { get; private set; }

    public void Add(ExpectedAnswer expected, byte[] body)
    {
        if (expected.IsNone) return;
        if (!_groups.TryGetValue(expected.Key, out var group)) _groups[expected.Key] = group = new([], []);
        group.Due.Add((expected, body));
        Count++;
    }

    /// <summary>What is wrong with an answer that came, and with the message that it seems to be of; null for nothing, or nothing yet.</summary>
    public (string What, byte[] Body)? FindFault(JsonElement answer)
    {
        if (!_groups.TryGetValue(ExpectedAnswer.KeyOf(answer), out var group) || group.Answers.Count == group.Due.Count) return ("an answer to nothing", []);
        group.Answers.Add(answer);
        Count--;
        if (group.Answers.Count < group.Due.Count || group.Fits()) return null;
        return (group.Due[0].Expected.FindFault(answer) ?? "some answers are not to what was sent", group.Due[0].Body);
    }

    public void Clear()
    {
        _groups.Clear();
        Count = 0;
    }

    private sealed record Group(List<(ExpectedAnswer Expected, byte[] Body)> Due, List<JsonElement> Answers)
    {
        /// <summary>Whether there is a message for each answer: a matching of the two, by augmenting paths.</summary>
        public bool Fits()
        {
            var answerOf = new Dictionary<int, int>();
            return Enumerable.Range(0, Answers.Count).All(answer => TryPlace(answer, answerOf, []));
        }

        private bool TryPlace(int answer, Dictionary<int, int> answerOf, HashSet<int> tried)
        {
            for (var i = 0; i < Due.Count; i++)
            {
                if (Due[i].Expected.FindFault(Answers[answer]) is not null || !tried.Add(i)) continue;
                if (answerOf.TryGetValue(i, out var other) && !TryPlace(other, answerOf, tried)) continue;
                answerOf[i] = answer;
                return true;
            }

            return false;
        }
    }
}
