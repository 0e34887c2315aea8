import CounterRandom
import EdgeModel

/// The loops that the engine `layers` spends its time in.
///
/// Here, and only here in this room, spans are read and written without a check of their bounds (a tenth of the time of
/// `make bench-world`). Why no index can leave its span: rows, nodes and arcs are made by this room from a `Network`,
/// whose shape is checked, and from arrivals, which `World.check` has checked for device and sample; every list has
/// room for what is put in, because `LayerEngine` reserves it before the call; counters only grow by what a loop over
/// a list's `count` adds. `EngineTests` holds every result against the engine `events`, which shares none of this.
enum LayerKernels {
  /// Takes in `arrivals[range]`: to be served at their devices, or to go on at once where devices only send.
  static func enter(
    _ arrivals: [TaskArrival], _ range: Range<Int>, _ routing: Routing, _ service: [SimulationTime],
    _ tasks: inout TasksInFlight, entering: inout TaskList, going: inout TaskList
  ) {
    var free = tasks.firstFree, served = entering.count, sent = going.count
    do {
      let arrivals = arrivals.span, service = service.span
      var rows = tasks.rows.mutableSpan
      var entering = entering.items.mutableSpan, going = going.items.mutableSpan
      for index in range {
        let arrival = unsafe arrivals[unchecked: index], row = Int(free)
        unsafe free = rows[unchecked: row].next
        unsafe rows[unchecked: row] = TaskInFlight(arrival, draws: routing.draws(of: arrival.task))
        let item = TaskAtNode(
          time: arrival.time, row: Int32(truncatingIfNeeded: row),
          node: Int32(truncatingIfNeeded: arrival.device))
        if unsafe service[unchecked: arrival.device] > .zero {
          unsafe entering[unchecked: served] = item
          served &+= 1
        } else {
          unsafe going[unchecked: sent] = item
          sent &+= 1
        }
      }
    }
    tasks.firstFree = free
    tasks.count += range.count
    entering.count = served
    going.count = sent
  }

  /// Lets the tasks of `exiting` leave the network from `layer`.
  static func complete(
    _ exiting: TaskList, _ layer: Int, _ exits: ExitRule, _ tasks: inout TasksInFlight,
    _ completed: inout [CompletedTask]
  ) {
    completed.reserveCapacity(completed.count + exiting.count)
    let base = layer * exits.sampleCount, outcomes = exits.outcomes
    var free = tasks.firstFree
    do {
      let items = exiting.items.span, isCorrect = outcomes.isCorrect.span
      var rows = tasks.rows.mutableSpan
      for index in 0..<exiting.count {
        let item = unsafe items[unchecked: index], row = Int(item.row)
        let task = unsafe rows[unchecked: row]
        let right = unsafe isCorrect[unchecked: base &+ Int(task.sample)]
        completed.append(
          CompletedTask(
            task: task.task, device: Int(task.device), arrived: task.entered, completed: item.time,
            stage: layer, isCorrect: right))
        unsafe rows[unchecked: row].phase = .none
        unsafe rows[unchecked: row].next = free
        free = item.row
      }
    }
    tasks.firstFree = free
    tasks.count -= exiting.count
  }

  /// Lindley's recursion: start = max(arrival, end of the one before), finish = start + service.
  ///
  /// - Parameters:
  ///   - entering: In order of (arrival, task).
  ///   - free: When each node will have finished everything that has arrived so far.
  ///   - leaving: Gets those who finish before `end`, with that time.
  ///   - later: Gets the others, with the time at which they start.
  static func serve(
    _ entering: TaskList, service: [SimulationTime], free: inout [SimulationTime], before end: SimulationTime,
    leaving: inout TaskList, later: inout TaskList
  ) {
    var left = leaving.count, kept = later.count
    do {
      let items = entering.items.span, service = service.span
      var free = free.mutableSpan
      var leaving = leaving.items.mutableSpan, later = later.items.mutableSpan
      for index in 0..<entering.count {
        let item = unsafe items[unchecked: index], node = Int(item.node)
        let started = unsafe max(item.time, free[unchecked: node])
        let finished = unsafe started + service[unchecked: node]
        unsafe free[unchecked: node] = finished
        // Both are written and one is counted: which one cannot be predicted.
        unsafe leaving[unchecked: left] = TaskAtNode(time: finished, row: item.row, node: item.node)
        unsafe later[unchecked: kept] = TaskAtNode(time: started, row: item.row, node: item.node)
        let leaves = finished < end ? 1 : 0
        left &+= leaves
        kept &+= 1 &- leaves
      }
    }
    leaving.count = left
    later.count = kept
  }

  /// Adds up the visits that end, of nodes whose service time is constant.
  static func measure(
    _ leaving: TaskList, _ service: [SimulationTime], _ rows: [TaskInFlight], _ sums: inout VisitSums,
    busy: inout [SimulationTime]
  ) {
    var transmission: Int128 = 0, sojourn: Int128 = 0, served: Int128 = 0
    do {
      let items = leaving.items.span, service = service.span, rows = rows.span
      var busy = busy.mutableSpan
      for index in 0..<leaving.count {
        let item = unsafe items[unchecked: index], row = Int(item.row), node = Int(item.node)
        let arrived = unsafe rows[unchecked: row].arrived.nanoseconds
        let sent = unsafe rows[unchecked: row].sent.nanoseconds
        let own = unsafe service[unchecked: node].nanoseconds
        // Spans of one visit and one slot, no sum: nothing overflows.
        unsafe busy[unchecked: node].nanoseconds &+= own
        transmission &+= Int128(truncatingIfNeeded: arrived &- sent)
        sojourn &+= Int128(truncatingIfNeeded: item.time.nanoseconds &- arrived)
        served &+= Int128(truncatingIfNeeded: own)
      }
    }
    sums.count += leaving.count
    sums.transmissionNanoseconds += transmission
    sums.sojournNanoseconds += sojourn
    sums.serviceNanoseconds += served
  }

  /// Parts those who finish into those who exit and those who go on, as the thresholds in force say.
  static func split(
    _ leaving: TaskList, _ layer: Int, _ exits: ExitRule, _ rows: [TaskInFlight],
    going: inout TaskList, exiting: inout TaskList
  ) {
    let base = layer * exits.sampleCount, outcomes = exits.outcomes
    var gone = going.count, out = exiting.count
    do {
      let items = leaving.items.span, rows = rows.span
      let confidence = outcomes.confidence.span, threshold = exits.threshold.span
      var going = going.items.mutableSpan, exiting = exiting.items.mutableSpan
      for index in 0..<leaving.count {
        let item = unsafe items[unchecked: index]
        let sample = unsafe Int(rows[unchecked: Int(item.row)].sample)
        let exited = unsafe confidence[unchecked: base &+ sample] >= threshold[unchecked: Int(item.node)]
        unsafe exiting[unchecked: out] = item
        unsafe going[unchecked: gone] = item
        out &+= exited ? 1 : 0
        gone &+= exited ? 0 : 1
      }
    }
    going.count = gone
    exiting.count = out
  }

  /// Draws the arc of everybody who goes on, by the strategy in force.
  static func draw(
    _ going: TaskList, hop: Int, _ guide: RoutingGuide, _ rows: [TaskInFlight], arcs: inout [Int32]
  ) {
    let items = going.items.span, rows = rows.span
    let nodes = guide.nodes.span, cells = guide.firstArc.span, outgoing = guide.outgoing.span
    var arcs = arcs.mutableSpan
    for index in 0..<going.count {
      let item = unsafe items[unchecked: index]
      let bits = unsafe rows[unchecked: Int(item.row)].draws.bits(UInt64(hop))
      var arc = unsafe cells[unchecked: RoutingGuide.cell(of: bits, nodes[unchecked: Int(item.node)])]
      // The last limit exceeds every draw.
      while unsafe bits &>> 11 >= outgoing[unchecked: Int(arc)].limit { arc &+= 1 }
      unsafe arcs[unchecked: index] = arc
    }
  }

  /// Sends those who go on over `arcs`, all whose transmission ends before their link's rate changes.
  ///
  /// The others are noted as slow; so is everybody after them on their arc, for its `until` is taken back.
  static func send(
    _ going: TaskList, over arcs: [Int32], before end: SimulationTime, _ guide: RoutingGuide,
    _ rows: inout [TaskInFlight], _ links: inout [Link], occupied: Bool,
    entering: inout TaskList, later: inout TaskList, slow: inout TaskList
  ) {
    var arriving = entering.count, beyond = later.count, slowCount = slow.count
    do {
      let items = going.items.span, arcs = arcs.span, outgoing = guide.outgoing.span
      var rows = rows.mutableSpan, links = links.mutableSpan
      var entering = entering.items.mutableSpan, later = later.items.mutableSpan
      var slow = slow.items.mutableSpan
      for index in 0..<going.count {
        let item = unsafe items[unchecked: index], row = Int(item.row), arc = unsafe arcs[unchecked: index]
        let node = unsafe outgoing[unchecked: Int(arc)].head
        unsafe rows[unchecked: row].sent = item.time
        unsafe rows[unchecked: row].arc = arc
        unsafe rows[unchecked: row].node = node
        guard
          let arrived = unsafe links[unchecked: Int(arc)].arrivalBeforeChange(
            sent: item.time, occupies: occupied)
        else {
          unsafe links[unchecked: Int(arc)].until = SimulationTime(nanoseconds: .min)
          unsafe slow[unchecked: slowCount] = item
          slowCount &+= 1
          continue
        }
        unsafe rows[unchecked: row].arrived = arrived
        let next = TaskAtNode(time: arrived, row: item.row, node: node)
        unsafe entering[unchecked: arriving] = next
        unsafe later[unchecked: beyond] = next
        let isNow = arrived < end ? 1 : 0
        arriving &+= isNow
        beyond &+= 1 &- isNow
      }
    }
    entering.count = arriving
    later.count = beyond
    slow.count = slowCount
  }
}
